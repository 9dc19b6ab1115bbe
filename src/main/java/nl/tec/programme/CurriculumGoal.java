package nl.tec.programme;

import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;

/**
 * A curriculum goal (kerndoel), of the 2006 set or of the new one; activities are tagged with both.
 *
 * @param code {@code 2006-45}, {@code 2006-VO-33}, {@code PO 30A}
 * @param framework id of the set
 * @param sector whose pupils it is for
 */
public record CurriculumGoal(String code, String framework, Sector sector, Bilingual frameworkTitle, Bilingual text) {

    private static final String NEW_SET = "kerndoelen-nieuw";

    /** Whether it is of the set of 2006. */
    public boolean of2006() {
        return code.startsWith("2006-");
    }

    /** Whether it is of the set that replaces the one of 2006; schools work with both until 2031. */
    public boolean ofNewSet() {
        return framework.equals(NEW_SET);
    }

    /** As teachers say it: {@code 45}, {@code 33}, {@code 30A}. */
    public String number() {
        return code.replaceFirst("^(2006-VO-|2006-|PO |VO )", "");
    }
}
