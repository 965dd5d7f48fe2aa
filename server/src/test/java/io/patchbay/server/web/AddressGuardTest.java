package io.patchbay.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.web.AddressGuard.Verdict;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = AddressGuard.of(false);
    private final AddressGuard open = AddressGuard.of(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.8.9.10",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2002:c0a8:101::1",
                "2001:db8::1",
                "2001::1",
                "3fff::1",
                "5f00::1",
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "198.51.100.1",
                "203.0.113.1",
                "fd00:ec2::254"
            })
    void an_address_that_is_not_public_is_recognized(String address) {
        assertThat(SpecialAddresses.isPublic(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "64:ff9b::101:101",
                "2002:101:101::1",
                "::ffff:1.1.1.1"
            })
    void an_address_that_is_public_is_let_through(String address) {
        assertThat(SpecialAddresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost/x",
                "http://127.0.0.1:8080/x",
                "https://[::1]/x",
                "http://[::ffff:127.0.0.1]/x",
                "HTTP://LOCALHOST/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::127.0.0.1]/",
                "http://[2002:7f00:1::]/",
                "http://[64:ff9b::7f00:1]/",
                "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data"
            })
    void a_url_of_this_machine_or_its_network_is_refused_unless_the_operator_allows_it(String url) {
        assertThat(guard.check(url))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.why())
                                .contains("private")
                                .contains("PATCHBAY_ALLOW_PRIVATE_ADDRESSES"));
        assertThat(open.check(url)).isInstanceOf(Verdict.Allowed.class);
    }

    /// Programs do not agree on what these mean.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://0177.0.0.1/",
                "http://2130706433/",
                "http://127.1/",
                "http://01.1.1.1/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://017700000001/",
                "http://127.0.0.1./",
                "http://localhost./",
                "http://127\u30020\u30020\u30021/",
                "http://\uff11\uff12\uff17.0.0.1/",
                "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/",
                "http://1.1.1.1@127.0.0.1/",
                "http://1.1.1.1%2f@127.0.0.1/",
                "http://127.0.0.1\\@1.1.1.1/",
                "http://1.1.1.1#@127.0.0.1/",
                "http:127.0.0.1/",
                "http://[::1%25lo]/"
            })
    void an_odd_spelling_leads_nowhere(String url) {
        assertThat(guard.check(url)).isNotInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void a_host_in_another_script_is_looked_up_as_the_domain_name_system_spells_it() throws Exception {
        InetAddress address = InetAddress.ofLiteral("1.1.1.1");
        AddressGuard guard = new AddressGuard(false, new Names(host -> {
            assertThat(host).isEqualTo("xn--bcher-kva.example");
            return new InetAddress[] {address};
        }));
        assertThat(guard.check("https://b\u00fccher.example:444/hook?a=b"))
                .isEqualTo(new Verdict.Allowed(
                        URI.create("https://xn--bcher-kva.example:444/hook?a=b"), List.of(address)));
    }

    @Test
    void a_host_that_is_partly_private_is_refused() {
        AddressGuard guard = new AddressGuard(false, new Names(_ ->
                new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1")}));
        assertThat(guard.check("https://example.org/")).isInstanceOf(Verdict.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ftp://1.1.1.1/x | must begin with https:// or http://",
                "1.1.1.1/x | must begin with https:// or http://",
                "file:///etc/passwd | must begin with https:// or http://",
                "http:///x | must name a host",
                "http://a b/ | is not a valid URL",
                "http://user:secret@1.1.1.1/ | must not carry a user name",
                "http://1.1.1.1/#a | must not have a fragment",
                "http://1.1.1.1:0/ | must have a port",
                "http://1.1.1.1:70000/ | must have a port"
            })
    void a_url_of_the_wrong_form_is_refused_in_words_that_say_what_to_change(String url, String why) {
        for (AddressGuard either : new AddressGuard[] {guard, open}) {
            assertThat(either.check(url))
                    .isInstanceOfSatisfying(
                            Verdict.Refused.class,
                            refused -> assertThat(refused.why()).contains(why).doesNotContain("secret"));
        }
    }

    @Test
    void a_url_that_is_too_long_is_refused() {
        assertThat(open.check("https://1.1.1.1/" + "a".repeat(2000))).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void a_public_url_is_allowed() {
        assertThat(guard.check("https://1.1.1.1:8443/a?b=c"))
                .isEqualTo(new Verdict.Allowed(
                        URI.create("https://1.1.1.1:8443/a?b=c"), List.of(InetAddress.ofLiteral("1.1.1.1"))));
    }

    @Test
    void a_host_that_nobody_knows_is_no_refusal() {
        assertThat(guard.check("https://nobody.invalid/")).isInstanceOf(Verdict.Unresolved.class);
    }
}
