package org.dps4j.dps;

/** What a client is to do, and the number of its last run. */
record ClientLife(Wish wish, long run) {

    /** Before the first start. */
    static final ClientLife INITIAL = new ClientLife(Wish.STOPPED, 0);

    enum Wish {
        STOPPED,
        STARTED,
        CLOSED
    }

    ClientLife started() {
        return new ClientLife(Wish.STARTED, run + 1);
    }

    ClientLife stopped() {
        return wish == Wish.STARTED ? new ClientLife(Wish.STOPPED, run) : this;
    }

    ClientLife closed() {
        return new ClientLife(Wish.CLOSED, run);
    }
}
