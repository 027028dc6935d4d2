package org.dps4j.protocol.cbor;

import org.jspecify.annotations.Nullable;

/** Where in a body we are; put into words only when something is wrong there. */
final class Place {

    static final Place BODY = new Place(null, "");

    private static final int SHOWN = 40;

    private final @Nullable Place parent;
    private final Object step;

    private Place(@Nullable Place parent, Object step) {
        this.parent = parent;
        this.step = step;
    }

    Place member(String name) {
        return new Place(this, name);
    }

    Place item(int index) {
        return new Place(this, index);
    }

    /** A word of the peer, shortened and without characters that would upset a log. */
    static String shown(String word) {
        String start = word.length() <= SHOWN ? word : word.substring(0, SHOWN) + "...";
        return start.replaceAll("[^\\x20-\\x7e]", "?");
    }

    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        if (step instanceof Integer index) {
            return parent + "[" + index + "]";
        }
        String name = shown((String) step);
        return parent.parent == null ? name : parent + "." + name;
    }
}
