package nl.tec.hub;

/** Allows requests to a test server on this machine. Must be forbidden again if other tests share the program. */
public final class LoopbackForTests {

    private LoopbackForTests() {}

    public static void allow(PublicInternet internet) {
        internet.allowLoopback(true);
    }

    public static void forbid(PublicInternet internet) {
        internet.allowLoopback(false);
    }
}
