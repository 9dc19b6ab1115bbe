package nl.tec.fuzz;

/**
 * Reads what a stranger sent, with the code of the program that does so. Whatever the bytes are, it is read or refused as that code
 * says it refuses; anything else that is thrown is a fault.
 */
@FunctionalInterface
public interface Parser {

    void read(byte[] bytes) throws Exception;
}
