package nl.tec.web;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Actor;

/** Something that waits for who is signed in, told on the start page of its work. A bean per kind, in the module whose business it is. */
public interface Waiting {

    /**
     * @param text what waits
     * @param href where to do it
     * @param action what is done there
     */
    record Item(String text, String href, String action) {}

    /** Empty when nothing waits for this one. */
    Optional<Item> of(Actor actor, Locale language);
}
