package org.dps4j.protocol.cbor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.dps4j.protocol.Bytes;

/**
 * One CBOR item, immutable. Its {@code toString} says what kind of item it is and how large, never what a text or a
 * byte string holds, for it may be a secret.
 */
public sealed interface CborValue {

    /**
     * A map with text keys.
     *
     * @param members in the order of the wire
     */
    record CborMap(Map<String, CborValue> members) implements CborValue {

        public CborMap {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public String toString() {
            return "map of " + members.size();
        }
    }

    /**
     * An array.
     *
     * @param items in the order of the wire
     */
    record CborArray(List<CborValue> items) implements CborValue {

        public CborArray {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "array of " + items.size();
        }
    }

    /**
     * A text string.
     *
     * @param text the text
     */
    record CborText(String text) implements CborValue {

        public CborText {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String toString() {
            return text.isEmpty() ? "empty text" : "text of " + text.length() + " characters";
        }
    }

    /**
     * A byte string.
     *
     * @param bytes the bytes
     */
    record CborBytes(Bytes bytes) implements CborValue {

        public CborBytes {
            Objects.requireNonNull(bytes, "bytes");
        }

        @Override
        public String toString() {
            return "byte string of " + bytes.size();
        }
    }

    /**
     * An integer.
     *
     * @param number its value
     */
    record CborInteger(long number) implements CborValue {

        @Override
        public String toString() {
            return "integer " + number;
        }
    }

    /**
     * A floating-point number of any width.
     *
     * @param number its value
     */
    record CborFloat(double number) implements CborValue {

        @Override
        public String toString() {
            return "number " + number;
        }
    }

    /**
     * An item that is encoded already, where its very bytes matter to who reads them. For writing only: what is read is
     * never one.
     *
     * @param item the bytes, which are one item
     */
    record CborEncoded(Bytes item) implements CborValue {

        public CborEncoded {
            if (item.size() == 0) {
                throw new IllegalArgumentException("an item has at least one byte");
            }
        }

        @Override
        public String toString() {
            return "encoded item of " + item.size();
        }
    }

    /** A simple value. */
    enum CborSimple implements CborValue {
        FALSE,
        TRUE,
        NULL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
