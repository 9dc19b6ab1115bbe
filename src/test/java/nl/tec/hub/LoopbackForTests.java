package nl.tec.hub;

/** Opens the way to a server of a test, on this machine. A program that other tests use needs it closed again. */
public final class LoopbackForTests {

    private LoopbackForTests() {}

    public static void allow(PublicInternet internet) {
        internet.allowLoopback(true);
    }

    public static void forbid(PublicInternet internet) {
        internet.allowLoopback(false);
    }
}
