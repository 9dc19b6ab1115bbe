package nl.tec.neighbours;

/** The reasons why a neighbour could not be read. */
public enum NeighbourFailure {
    /** Its address is that of this machine, of a private network, or does not exist. */
    NOT_PUBLIC,
    NO_ANSWER,
    /** Its certificate is not for this address, has expired, or is not trusted. */
    CERTIFICATE,
    SLOW,
    LARGE,
    /** It answers with an error, or redirects to another address. */
    STATUS,
    /** The answer is not that of the API of a hub: an HTML page, or anything else. */
    NOT_UNDERSTOOD,
    /** The next page of its feed is at a different origin. */
    OTHER_ADDRESS,
    /** Its feed has too many pages. */
    ENDLESS,
    /** Its API key for us is refused. */
    KEY
}
