/** What listeners speak TLS with, kept up to date while they listen. */
package dev.trestle.gateway.tls;
