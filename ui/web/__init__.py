"""The web chat: a conversation beside the sources it rests on."""
