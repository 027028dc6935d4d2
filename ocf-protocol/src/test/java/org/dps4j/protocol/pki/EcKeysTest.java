package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EcKeysTest {

    @ParameterizedTest
    @EnumSource
    void a_new_pair_lies_on_its_curve_and_matches(EcCurve curve) {
        KeyPair keys = EcKeys.generate(curve);

        assertThat(EcCurve.of(keys.getPublic())).contains(curve);
        assertThat(KeyMatch.matches(keys.getPrivate(), keys.getPublic())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void the_public_key_is_found_from_the_private_one(EcCurve curve) throws Exception {
        for (int i = 0; i < 4; i++) {
            KeyPair keys = EcKeys.generate(curve);

            assertThat(EcKeys.publicKeyOf(keys.getPrivate())).isEqualTo(keys.getPublic());
        }
    }

    @Test
    void no_public_key_is_found_for_an_rsa_key_or_another_curve() throws Exception {
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp521r1"));

        assertThatThrownBy(() -> EcKeys.publicKeyOf(rsa().getPrivate())).isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> EcKeys.publicKeyOf(ec.generateKeyPair().getPrivate()))
                .isInstanceOf(InvalidKeyException.class);
    }

    @Test
    void a_point_beside_the_curve_is_on_no_curve() throws Exception {
        ECPublicKey key = (ECPublicKey) EcKeys.generate(EcCurve.P256).getPublic();
        ECPoint beside =
                new ECPoint(key.getW().getAffineX(), key.getW().getAffineY().add(BigInteger.ONE));
        PublicKey wrong = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(beside, key.getParams()));

        assertThat(EcCurve.of(wrong)).isEmpty();
    }

    @Test
    void keys_of_different_pairs_do_not_match() throws Exception {
        KeyPair one = EcKeys.generate(EcCurve.P256);

        assertThat(KeyMatch.matches(
                        one.getPrivate(), EcKeys.generate(EcCurve.P256).getPublic()))
                .isFalse();
        assertThat(KeyMatch.matches(
                        one.getPrivate(), EcKeys.generate(EcCurve.P384).getPublic()))
                .isFalse();
        assertThat(KeyMatch.matches(one.getPrivate(), rsa().getPublic())).isFalse();
        assertThat(KeyMatch.matches(rsa().getPrivate(), one.getPublic())).isFalse();
    }

    @Test
    void rsa_keys_of_one_pair_match() throws Exception {
        KeyPair keys = rsa();

        assertThat(KeyMatch.matches(keys.getPrivate(), keys.getPublic())).isTrue();
    }

    @Test
    void a_key_that_does_not_leave_its_token_is_matched_by_the_provider_that_owns_it() throws Exception {
        KeyPair keys = EcKeys.generate(EcCurve.P256);
        Token token = new Token(keys.getPrivate());

        assertThat(KeyMatch.matches(token.key(), keys.getPublic(), token)).isTrue();
        assertThat(KeyMatch.matches(token.key(), EcKeys.generate(EcCurve.P256).getPublic(), token))
                .isFalse();
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
