package org.dps4j.protocol.payload.account;

import org.dps4j.protocol.Secret;

/** The names that the bodies of this package share. */
final class AccountMembers {

    static final String DEVICE_ID = "di";
    static final String USER_ID = "uid";
    static final String PROVIDER = "authprovider";
    static final String ACCESS_TOKEN = "accesstoken";
    static final String REFRESH_TOKEN = "refreshtoken";
    static final String REDIRECT = "redirecturi";

    private AccountMembers() {}

    static void requireNotEmpty(String what, Secret token) {
        if (token.size() == 0) {
            throw new IllegalArgumentException("expected a " + what + ", found an empty one");
        }
    }

    static void requireNotEmpty(String what, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("expected a " + what + ", found an empty one");
        }
    }
}
