package io.tenfold.local.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrittenObjectTest {
  private static final String TEXT = "{\"name\":\"Zoë 𝄞\",\"n\":[1.5,{\"a\":null}]}";

  @SuppressWarnings("unchecked")
  private static WrittenObject object() {
    return new WrittenObject(
        (Map<String, Object>) Json.parse(TEXT), Json.writeBytes(Json.parse(TEXT)));
  }

  @Test
  void itIsTheObjectThatItsJsonSays() {
    assertThat(object()).isEqualTo(Json.parse(TEXT)).containsEntry("name", "Zoë 𝄞").hasSize(2);
    assertThatThrownBy(() -> object().put("more", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theObjectsOfAnArrayAreWrittenWithItAndTheOthersAreAsTheyWere() {
    List<?> array = (List<?>) Json.parse("[1," + TEXT + ",[{}],null,{},\"ë\"," + TEXT + "]");
    List<Object> written = Json.written(array);
    assertThat(written).isEqualTo(array);
    assertThat(written.get(1)).isInstanceOf(WrittenObject.class);
    assertThat(((WrittenObject) written.get(6)).length())
        .isEqualTo(Json.writeBytes(object()).length);
    assertThat(Json.write(written)).isEqualTo(Json.write(array));
    assertThat(Json.written(List.of())).isEmpty();
  }

  @Test
  void itIsWrittenWhereverAnObjectMayBe() {
    Map<String, Object> holder = new LinkedHashMap<>();
    holder.put("first", object());
    holder.put("list", List.of(object(), 1, object()));
    holder.put("last", object());
    String expected =
        "{\"first\":" + TEXT + ",\"list\":[" + TEXT + ",1," + TEXT + "],\"last\":" + TEXT + "}";
    assertThat(Json.write(holder)).isEqualTo(expected);
    assertThat(Json.write(object())).isEqualTo(TEXT);
    assertThat(Json.parse(Json.writePretty(holder))).isEqualTo(Json.parse(expected));
  }
}
