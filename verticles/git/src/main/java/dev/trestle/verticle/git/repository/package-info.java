/** Which repository a call means, who may work on it when, and how names are checked. */
package dev.trestle.verticle.git.repository;
