"""Run one function over many batches: in processes of this machine."""
