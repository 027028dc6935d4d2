package org.dps4j.protocol.coap;

/**
 * What became of the requests that waited for an answer when their connections were released.
 *
 * @param answered those that got it in time
 * @param givenUp those that did not
 */
record Released(int answered, int givenUp) {

    static final Released NOTHING = new Released(0, 0);

    Released plus(Released other) {
        return new Released(answered + other.answered, givenUp + other.givenUp);
    }
}
