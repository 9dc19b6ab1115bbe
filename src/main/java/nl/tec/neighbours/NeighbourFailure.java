package nl.tec.neighbours;

/** Why a neighbour could not be read. */
public enum NeighbourFailure {
    /** Its address is of this machine, of a network that is not public, or of nobody. */
    NOT_PUBLIC,
    NO_ANSWER,
    /** Its certificate is not of this address, has ended, or nobody vouches for it. */
    CERTIFICATE,
    SLOW,
    LARGE,
    /** It answers that something is wrong, or sends us on to another address. */
    STATUS,
    /** The answer is not that of a hub: a page for people, or anything else. */
    NOT_UNDERSTOOD,
    /** Its feed goes on at the address of somebody else. */
    OTHER_ADDRESS,
    /** Its feed does not end. */
    ENDLESS,
    /** The key that it gave us does not work there. */
    KEY
}
