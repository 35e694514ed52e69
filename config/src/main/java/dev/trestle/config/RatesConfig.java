package dev.trestle.config;

/**
 * How fast a principal may call, over all its connections; the owner as fast as they like.
 *
 * @param readsPerSecond how many calls that change nothing, in the long run
 * @param writesPerSecond how many others, in the long run
 * @param burstSeconds how many seconds' worth may come at once
 * @param patience how many calls of one connection are refused for that in ten seconds until it is closed with 4029
 */
public record RatesConfig(int readsPerSecond, int writesPerSecond, int burstSeconds, int patience) {
    public RatesConfig {
        Require.between("gateway.rates.readsPerSecond", readsPerSecond, 1, 10_000_000);
        Require.between("gateway.rates.writesPerSecond", writesPerSecond, 1, 10_000_000);
        Require.between("gateway.rates.burstSeconds", burstSeconds, 1, 60);
        Require.between("gateway.rates.patience", patience, 1, 1_000_000);
    }
}
