/** JMH benchmarks of the codec, of routing and of one round trip on the bus. */
package dev.trestle.bench.micro;
