/** What another team's service beside Trestle looks like. */
package dev.trestle.it.example;
