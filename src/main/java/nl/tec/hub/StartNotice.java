package nl.tec.hub;

import java.util.List;

/** A notice of a module to the person who started the program, shown below the address: demo accounts, a one-time code. */
public interface StartNotice {

    /** Returns the lines for the console, possibly none. */
    List<String> lines();
}
