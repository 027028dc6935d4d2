/** Manufacturer keys that nobody can read. */
package org.dps4j.dps.token;
