/** Programs that the documents show. */
package org.dps4j.dps.example;
