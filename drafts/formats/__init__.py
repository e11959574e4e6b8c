"""What offices send, read into text: Word, PDF, web pages, Akoma Ntoso. One module a format."""
