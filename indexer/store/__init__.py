"""The Whoosh index on disk: schema, generations, and postings as arrays. Nothing of Whoosh leaves this room."""
