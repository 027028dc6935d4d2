package org.dps4j.service.record;

/** The records cannot be reached at the moment; the same call may succeed later. */
public final class RecordStoreException extends RuntimeException {

    public RecordStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
