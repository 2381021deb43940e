"""What the texts of a campaign keep about people: nothing."""

ABOUT_NOBODY = {
    "packs.Pack": "what a campaign is called and its licence",
    "packs.PackText": "the campaign’s own texts, public and edited on their own pages",
}
