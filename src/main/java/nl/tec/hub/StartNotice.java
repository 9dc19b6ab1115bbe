package nl.tec.hub;

import java.util.List;

/** A notice of a module to the person who started the program, under the address: demo accounts, a one-time code. */
public interface StartNotice {

    /** Lines for the console; empty when there is nothing to say. */
    List<String> lines();
}
