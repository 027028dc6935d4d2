package org.dps4j.protocol.payload.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.Body;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final String SUBJECT = "'subjectuuid': 'b80c8fef-a677-5340-85fb-2c162d75df03'";
    private static final String PSK = "'credtype': 1, " + SUBJECT;
    private static final byte[] CUT = HexFormat.of().parseHex("6b65792d6f662d31362d6279746573c3");
    private static final String CERTIFICATE = "'credtype': 8, " + SUBJECT;

    @Test
    void members_are_written_in_the_order_of_the_reference() {
        CredentialsAnswer answer = new CredentialsAnswer(
                List.of(
                        Credential.ofSharedKey(
                                        new Subject.Device(Sample.OWNER),
                                        PrivateData.ofKey(Secret.ofText("0123456789abcdef")))
                                .withTag("dps"),
                        Credential.ofCertificates(
                                        new Subject.Device(Sample.DEVICE),
                                        CredentialUsage.IDENTITY_CERTIFICATE,
                                        PublicData.ofPem("leaf"))
                                .withTag("dps")),
                Optional.empty());

        assertThat(Body.toJson(CredentialsAnswer.CODEC.encode(answer)))
                .isEqualTo("{'creds':[{'credtype':1,'subjectuuid':'b80c8fef-a677-5340-85fb-2c162d75df03',"
                        + "'privatedata':{'data':'0123456789abcdef','encoding':'oic.sec.encoding.raw'},'tag':'dps'},"
                        + "{'credtype':8,'subjectuuid':'5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10','credusage':'oic.sec.cred.cert',"
                        + "'publicdata':{'data':'leaf','encoding':'oic.sec.encoding.pem'},'tag':'dps'}]}");
    }

    @Test
    void a_request_is_written_as_the_device_writes_it() {
        CredentialsRequest request = new CredentialsRequest(Optional.of(Sample.DEVICE), "csr", Optional.empty());

        assertThat(Body.toJson(CredentialsRequest.CODEC.encode(request)))
                .isEqualTo("{'di':'5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10',"
                        + "'csr':{'data':'csr','encoding':'oic.sec.encoding.pem'}}");
    }

    @Test
    void a_request_needs_only_a_signing_request() throws Exception {
        assertThat(request("{'csr': {'data': 'csr', 'encoding': 'oic.sec.encoding.pem', 'x': 1}, 'y': 2}"))
                .isEqualTo(new CredentialsRequest(Optional.empty(), "csr", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'csr': 'csr'}",
                "{'csr': {'data': 'csr'}}",
                "{'csr': {'encoding': 'oic.sec.encoding.pem'}}",
                "{'csr': {'data': '', 'encoding': 'oic.sec.encoding.pem'}}",
                "{'csr': {'data': 'csr', 'encoding': 'oic.sec.encoding.base64'}}",
                "{'csr': {'data': 'csr', 'encoding': 'pem'}}",
                "{'di': 'x', 'csr': {'data': 'csr', 'encoding': 'oic.sec.encoding.pem'}}"
            })
    void a_request_that_cannot_be_understood_is_refused(String json) {
        assertThatThrownBy(() -> request(json)).isInstanceOf(PayloadException.class);
    }

    @Test
    void further_members_are_ignored() throws Exception {
        CredentialsAnswer answer = answer("{'creds': [{" + CERTIFICATE + ", 'owner_cred': false, 'x': 1}], 'y': [2],"
                + " 'redirecturi': 'coaps+tcp://b.example:20030'}");

        assertThat(answer.credentials())
                .singleElement()
                .satisfies(it -> assertThat(it.subject()).isEqualTo(new Subject.Device(Sample.OWNER)));
        assertThat(answer.redirect()).contains(URI.create("coaps+tcp://b.example:20030"));
    }

    @Test
    void a_subject_may_be_written_in_any_form_of_a_uuid() throws Exception {
        String subject = "'credtype': 8, 'subjectuuid': 'urn:uuid:b80c8fef-a677-5340-85fb-2c162d75df03'";

        assertThat(answer("{'creds': [{" + subject + "}]}").credentials())
                .extracting(Credential::subject)
                .containsExactly(new Subject.Device(Sample.OWNER));
    }

    @Test
    void a_pre_shared_key_may_be_raw_text_raw_bytes_or_base64() throws Exception {
        String raw = "'privatedata': {'data': '0123456789abcdef', 'encoding': 'oic.sec.encoding.raw'}";
        String base64 = "'privatedata': {'data': 'MDEyMzQ1Njc4OWFiY2RlZg==', 'encoding': 'oic.sec.encoding.base64'}";
        String hex = HexFormat.of().formatHex(Body.of("{'creds': [{" + PSK + ", " + raw + "}]}"));
        String text = HexFormat.of().formatHex("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = HexFormat.of().parseHex(hex.replace("70" + text, "50" + text));

        for (CredentialsAnswer answer : List.of(
                answer("{'creds': [{" + PSK + ", " + raw + "}]}"),
                answer("{'creds': [{" + PSK + ", " + base64 + "}]}"),
                CredentialsAnswer.CODEC.decode(bytes))) {
            assertThat(answer.credentials().get(0).privateData().orElseThrow().sharedKey())
                    .contains(Secret.ofText("0123456789abcdef"));
        }
    }

    @Test
    void a_pre_shared_key_that_calls_itself_text_and_is_not_utf_8_is_its_bytes() throws Exception {
        CredentialsAnswer answer = CredentialsAnswer.CODEC.decode(withCutText("0123456789abcdef"));

        assertThat(answer.credentials().get(0).privateData().orElseThrow().sharedKey())
                .contains(Secret.ofBytes(CUT));
    }

    @Test
    void a_text_that_is_not_utf_8_is_refused_where_it_is_no_key() {
        assertThatThrownBy(() -> CredentialsAnswer.CODEC.decode(withCutText("tag of 16 bytes!")))
                .hasMessage("creds[0].tag: expected text, found byte string of 16");
    }

    @Test
    void a_key_that_is_no_plain_text_is_written_as_a_byte_string() throws Exception {
        byte[] key = new byte[32];
        CredentialsAnswer answer = new CredentialsAnswer(
                List.of(Credential.ofSharedKey(new Subject.Anyone(), PrivateData.ofKey(Secret.ofBytes(key)))),
                Optional.empty());

        byte[] body = CredentialsAnswer.CODEC.encode(answer);

        assertThat(HexFormat.of().formatHex(body)).contains("6464617461" + "5820" + "00".repeat(32));
        assertThat(CredentialsAnswer.CODEC.decode(body)).isEqualTo(answer);
    }

    @Test
    void empty_data_is_no_data() throws Exception {
        Credential credential = answer("{'creds': [{" + CERTIFICATE
                        + ", 'privatedata': {'data': '', 'encoding': 'oic.sec.encoding.raw'}"
                        + ", 'publicdata': {'data': '', 'encoding': 'oic.sec.encoding.pem'}}]}")
                .credentials()
                .get(0);

        assertThat(credential.privateData()).isEmpty();
        assertThat(credential.publicData()).isEmpty();
    }

    @Test
    void private_data_may_be_a_handle_alone() throws Exception {
        PrivateData data = answer("{'creds': [{" + CERTIFICATE
                        + ", 'privatedata': {'encoding': 'oic.sec.encoding.handle', 'handle': 5}}]}")
                .credentials()
                .get(0)
                .privateData()
                .orElseThrow();

        assertThat(data.handle()).hasValue(5);
        assertThat(data.data().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'creds': []}",
                "{'creds': {}}",
                "{'creds': [7]}",
                "{'creds': [{'credtype': 8}]}",
                "{'creds': [{'subjectuuid': '*'}]}",
                "{'creds': [{'credtype': 3, 'subjectuuid': '*'}]}",
                "{'creds': [{'credtype': '8', 'subjectuuid': '*'}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '+'}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '*', 'credid': -1}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '*', 'credid': 2147483648}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '*', 'credusage': 'oic.sec.cred.other'}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '*', 'tag': 1}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '*', 'roleid': {}}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '*', 'roleid': {'role': ''}}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '*', 'publicdata': {'data': 'x'}}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '*', 'publicdata': {'encoding': 'oic.sec.encoding.pem'}}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '*', 'publicdata': {'data': 'x', 'encoding': 'pem'}}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '*', 'publicdata': {'data': 1, 'encoding': 'oic.sec.encoding.pem'}}]}",
                "{'creds': [{'credtype': 1, 'subjectuuid': '*'}]}",
                "{'creds': [{'credtype': 1, 'subjectuuid': '*', 'privatedata': {'data': '', 'encoding': 'oic.sec.encoding.raw'}}]}",
                "{'creds': [{'credtype': 1, 'subjectuuid': '*', 'privatedata': {'data': '0123456789abcde', 'encoding': 'oic.sec.encoding.raw'}}]}",
                "{'creds': [{'credtype': 1, 'subjectuuid': '*', 'privatedata': {'data': '0123456789abcdefg', 'encoding': 'oic.sec.encoding.raw'}}]}",
                "{'creds': [{'credtype': 1, 'subjectuuid': '*', 'privatedata': {'data': '0123456789abcdef', 'encoding': 'oic.sec.encoding.base64'}}]}",
                "{'creds': [{'credtype': 1, 'subjectuuid': '*', 'privatedata': {'data': '!!!!', 'encoding': 'oic.sec.encoding.base64'}}]}",
                "{'creds': [{'credtype': 1, 'subjectuuid': '*', 'privatedata': {'data': '0123456789abcdef', 'encoding': 'oic.sec.encoding.pem'}}]}",
                "{'creds': [{'credtype': 8, 'subjectuuid': '*'}], 'rowneruuid': 'b80c8fef-a677-5340-85fb-2c162d75df03'}"
            })
    void an_answer_that_cannot_be_used_is_refused(String json) {
        assertThatThrownBy(() -> answer(json)).isInstanceOf(PayloadException.class);
    }

    @Test
    void the_error_names_the_credential_and_its_member() {
        assertThatThrownBy(() -> answer("{'creds': [{" + CERTIFICATE + "}, {" + CERTIFICATE
                        + ", 'publicdata': {'data': 'x', 'encoding': 'oic.sec.encoding.der'}}]}"))
                .hasMessage("creds[1].publicdata.encoding: expected an encoding of credentials, "
                        + "found \"oic.sec.encoding.der\"");
    }

    /** An answer with a key and a tag, one of which is replaced by {@link #CUT}, still as a text. */
    private static byte[] withCutText(String replaced) {
        byte[] body = Body.of("{'creds': [{" + PSK + ", 'tag': 'tag of 16 bytes!', 'privatedata': "
                + "{'data': '0123456789abcdef', 'encoding': 'oic.sec.encoding.raw'}}]}");
        HexFormat hex = HexFormat.of();
        return hex.parseHex(hex.formatHex(body)
                .replace(hex.formatHex(replaced.getBytes(StandardCharsets.US_ASCII)), hex.formatHex(CUT)));
    }

    private static CredentialsAnswer answer(String json) throws PayloadException {
        return CredentialsAnswer.CODEC.decode(Body.of(json));
    }

    private static CredentialsRequest request(String json) throws PayloadException {
        return CredentialsRequest.CODEC.decode(Body.of(json));
    }
}
