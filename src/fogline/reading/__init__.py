"""Read a text: sentences, attributions, actors, places, times, tolls, events and, from these, claims."""
