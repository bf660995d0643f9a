"""The press room: kits to download."""
