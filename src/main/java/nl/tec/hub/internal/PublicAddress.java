package nl.tec.hub.internal;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** A test for public internet addresses: no private network, loopback or reserved addresses. */
public final class PublicAddress {

    private PublicAddress() {}

    public static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && (address instanceof Inet4Address ? isPublic4(bytes) : isPublic6((Inet6Address) address, bytes));
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean reserved = first == 0
                || first == 10
                || first == 127
                || first >= 224
                || first == 100 && second >= 64 && second < 128 // shared by the customers of a provider
                || first == 169 && second == 254
                || first == 172 && second >= 16 && second < 32
                || first == 192 && second == 168
                || first == 192 && second == 0 && (third == 0 || third == 2)
                || first == 192 && second == 88 && third == 99
                || first == 198 && (second == 18 || second == 19)
                || first == 198 && second == 51 && third == 100
                || first == 203 && second == 0 && third == 113;
        return !reserved;
    }

    /** Whether it is in the allocated range 2000::/3 and does not embed an IPv4 address, which might be any. */
    private static boolean isPublic6(Inet6Address address, byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        boolean given = first >> 13 == 1;
        boolean wrapped = first == 0x2002 || first == 0x2001 && second < 0x200 || address.isIPv4CompatibleAddress();
        boolean documentation = first == 0x2001 && second == 0xdb8;
        boolean zero = Arrays.equals(bytes, new byte[16]);
        return given && !wrapped && !documentation && !zero;
    }
}
