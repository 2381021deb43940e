"""What is written in the guide: versions, suggestions and their answers, files for print."""
