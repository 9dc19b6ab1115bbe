package nl.tec.knowledge;

import java.util.List;

/** The open library items of hubs of other cities, always shown as theirs. Implemented by the module that reads them. */
public interface OthersLibrary {

    /**
     * @param hub whose library it is in
     * @param href its page at that hub
     * @param title in Dutch only, as {@code summary}
     * @param licence short name of the Creative Commons licence
     * @param maker empty: that hub
     */
    record Item(String hub, String href, String title, String summary, ItemKind kind, String licence, String maker) {}

    /** Returns the best matches; without words the newest. */
    List<Item> search(LibraryQuestion question, int limit);
}
