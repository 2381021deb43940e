"""What the sealed inbox tells: to sources by their code, to keyholders, to everybody who asks who reads."""
