/**
 * The settings: records that cannot exist invalid, read and checked once before anything starts.
 *
 * <p>{@link dev.trestle.config.Settings#read} is the only reader of the file and of the environment; everyone else is
 * handed the record of its own room. {@code defaults.yaml} in this package is the manual and the only place where
 * defaults live. Every refusal is a {@link dev.trestle.config.ConfigException} of one sentence. All records are
 * immutable and may be used from any thread; reading touches the disk and belongs on no event loop.
 */
package dev.trestle.config;
