package nl.tec.hub.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The addresses that the hub requests on behalf of others. */
class PublicAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,false",
        "0.0.0.0,false",
        "10.1.2.3,false",
        "172.16.0.1,false",
        "172.32.0.1,true",
        "192.168.1.1,false",
        "169.254.169.254,false",
        "100.64.0.1,false",
        "198.18.0.1,false",
        "224.0.0.1,false",
        "255.255.255.255,false",
        "8.8.8.8,true",
        "::1,false",
        "::,false",
        "::ffff:127.0.0.1,false",
        "::ffff:10.0.0.1,false",
        "fe80::1,false",
        "fd00::1,false",
        "ff02::1,false",
        "64:ff9b::a00:1,false",
        "2002:a00:1::,false",
        "2001::1,false",
        "2001:db8::1,false",
        "2001:4860:4860::8888,true"
    })
    void onlyTheInternetIsPublic(String address, boolean open) throws Exception {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isEqualTo(open);
    }
}
