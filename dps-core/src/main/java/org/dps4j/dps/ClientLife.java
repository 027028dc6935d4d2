package org.dps4j.dps;

/**
 * What a client is to do.
 *
 * @param run the number of its last run
 * @param resets how often its device was reset
 */
record ClientLife(Wish wish, long run, long resets) {

    /** Before the first start. */
    static final ClientLife INITIAL = new ClientLife(Wish.STOPPED, 0, 0);

    enum Wish {
        STOPPED,
        STARTED,
        /** Between the beginning of a factory reset and the application's next start. */
        RESETTING,
        CLOSED
    }

    ClientLife started() {
        return new ClientLife(Wish.STARTED, run + 1, resets);
    }

    ClientLife stopped() {
        return wish == Wish.STARTED ? new ClientLife(Wish.STOPPED, run, resets) : this;
    }

    ClientLife closed() {
        return new ClientLife(Wish.CLOSED, run, resets);
    }

    ClientLife reset() {
        return new ClientLife(wish == Wish.CLOSED ? wish : Wish.RESETTING, run, resets + 1);
    }

    /** Whether a factory reset began after {@code earlier}. */
    boolean wasResetSince(ClientLife earlier) {
        return resets != earlier.resets;
    }
}
