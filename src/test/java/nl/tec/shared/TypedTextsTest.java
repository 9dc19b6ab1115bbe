package nl.tec.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What people type as a postcode, a telephone number or a web address. */
class TypedTextsTest {

    @Test
    void aPostcodeIsReadHoweverItIsTypedAndStoredInOneWay() {
        for (String typed : List.of("7411HR", "7411 hr", " 7411  Hr ", "7 4 1 1 h r")) {
            assertThat(Postcode.parse(typed)).as(typed).contains("7411 HR");
        }
        for (String typed : List.of("", "7411", "0411 HR", "7411 H", "7411 HRX", "7411-HR", "HR 7411", "7411 ÄÖ")) {
            assertThat(Postcode.parse(typed)).as(typed).isEmpty();
        }
        assertThat(Postcode.digits("7411 HR")).isEqualTo("7411");
    }

    @Test
    void aTelephoneNumberIsWholeAndMayBeOfAnyCountry() {
        for (String typed : List.of(
                "0570123456",
                "0570 123 456",
                "0570-123456",
                "0570.123.456",
                "(0570) 123456",
                "+31 6 12345678",
                " 06 12345678 ")) {
            assertThat(Phone.isPhone(typed)).as(typed).isTrue();
        }
        for (String typed : List.of(
                "",
                "------",
                "123456",
                "06 123456",
                "06 12345678 (thuis)",
                "31+612345678",
                "+1234567890123456",
                "0".repeat(9) + " ".repeat(22) + "0")) {
            assertThat(Phone.isPhone(typed)).as(typed).isFalse();
        }
    }

    @Test
    void aWebAddressIsWholeAndOfTheWeb() {
        for (String typed : List.of(
                "https://www.voorbeeld.nl",
                "http://voorbeeld.nl:8080/pad?vraag=1#deel",
                "https://bücher.example/aanmelden",
                "https://a.nl#x")) {
            assertThat(WebAddress.isWebAddress(typed, 500)).as(typed).isTrue();
        }
        for (String typed : List.of(
                "",
                "www.voorbeeld.nl",
                "javascript:alert(1)",
                "ftp://voorbeeld.nl",
                "https://",
                "https://voorbeeld.nl/a b",
                "https://voorbeeld.nl/\"><script>",
                "https://naam@voorbeeld.nl",
                "https://-voorbeeld.nl")) {
            assertThat(WebAddress.isWebAddress(typed, 500)).as(typed).isFalse();
        }
        assertThat(WebAddress.isWebAddress("https://voorbeeld.nl", 19)).isFalse();
        assertThat(WebAddress.host("https://www.voorbeeld.nl:8080/pad")).isEqualTo("www.voorbeeld.nl");
    }
}
