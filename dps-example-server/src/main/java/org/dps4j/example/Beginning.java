package org.dps4j.example;

/** When the device begins to be provisioned. */
enum Beginning {
    /** At the start of the program. */
    AT_ONCE,
    /** After the first factory reset, which a signal orders. */
    AFTER_RESET
}
