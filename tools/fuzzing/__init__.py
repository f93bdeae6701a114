"""Bad input by the ten thousand: what is fed in (samples, mutate), where (targets), what never may (harm)."""
