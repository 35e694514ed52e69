/** Who is there, and what may they do: every call passes through here. All of it may be used from any thread. */
package dev.trestle.gateway.access;
