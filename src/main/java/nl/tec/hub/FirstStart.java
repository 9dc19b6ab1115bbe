package nl.tec.hub;

/** What has to be there before the first page: called at every start of {@code tec run}, before the address is printed. */
public interface FirstStart {

    /**
     * Loads what is missing; does nothing, and quickly, when it is there already.
     *
     * @param demo whether the hub is to be the demo hub; false after {@code --empty}
     */
    void load(boolean demo);
}
