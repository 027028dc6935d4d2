package org.dps4j.dps.plgd;

/** The OCF security profiles that a program may name (OCF Security 14.8). */
public enum PlgdSecurityProfile {
    /** Vouched for by a manufacturer certificate. */
    BLACK
}
