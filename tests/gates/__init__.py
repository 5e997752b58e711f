"""Quality floors: measured on the development data, raised by the change that earned it."""
