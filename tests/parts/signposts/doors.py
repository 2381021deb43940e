"""What the sweep of all addresses knows of the help pages and the contacts. Everybody may read them."""

LEFT_OUT = {
    "signposts:check": "Answers a channel of a contact; test_contacts_desk asks it as everybody.",
}
