"""Every address of the site, asked as each kind of person: who may come in, and whose words come out."""
