package org.dps4j.example;

/** What becomes of the machine's own clock when the device learns the time. */
enum SystemTime {
    /** It stays as it is. */
    KEPT,
    /** It is set, where it is behind. */
    SET
}
