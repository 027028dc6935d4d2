package org.dps4j.dps.machine;

/**
 * The last error in plgd's coarse terms; the ordinal is the number of {@code plgd_dps_error_t}. {@link Failure} says more.
 */
public enum DpsError {
    /** No error, or one that passes by itself. */
    OK,
    /** The service refused, or there was no connection. */
    RESPONSE,
    /** Kept for its number; a failure to connect is reported as {@link #RESPONSE}, as plgd does. */
    CONNECT,
    /** The delivered credentials could not be used. */
    GET_CREDENTIALS,
    /** The delivered access rules could not be used. */
    GET_ACLS,
    /** The delivered cloud configuration could not be used. */
    SET_CLOUD,
    /** The cloud client could not be started. */
    START_CLOUD,
    /** The delivered owner could not be used. */
    GET_OWNER,
    /** The delivered time could not be used. */
    GET_TIME
}
