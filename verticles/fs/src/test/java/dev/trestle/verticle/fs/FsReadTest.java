package dev.trestle.verticle.fs;

import static dev.trestle.verticle.fs.FsNode.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.verticle.fs.path.Handle;
import dev.trestle.verticle.fs.path.Slice;
import dev.trestle.wire.ErrorCode;
import dev.trestle.wire.Fs;
import dev.trestle.wire.Fs.Content;
import dev.trestle.wire.Fs.Encoding;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FsReadTest {

    /** One, two, three and four bytes long: borders at 0, 1, 3, 6 and 10. */
    private static final String CHARACTERS = "aé€😀";

    @RegisterExtension
    final FsNode fs = new FsNode();

    private String etag(String path) {
        return fs.call(Fs.STAT, new Fs.Stat(path)).etag();
    }

    private Content slice(long offset, Long length, Encoding encoding) {
        return fs.call(Fs.READ, new Fs.Read("a.txt", offset, length, encoding));
    }

    private Refused refusal(long offset, Long length, Encoding encoding) {
        return fs.failureOf(Fs.READ, new Fs.Read("a.txt", offset, length, encoding));
    }

    @Test
    void readsAFile() throws Exception {
        // Given
        fs.file("a/b.txt", "hello\r\nwörld\n");
        // When
        var content = fs.call(Fs.READ, read("/a/b.txt"));
        // Then
        assertThat(content)
                .isEqualTo(new Content("a/b.txt", "hello\r\nwörld\n", Encoding.UTF8, 14, etag("a/b.txt"), true));
    }

    @ParameterizedTest
    @CsvSource({"0,5,hello,false", "6,5,world,true", "6,50,world,true", "6,,world,true", "3,0,'',false"})
    void readsASlice(long offset, Long length, String text, boolean eof) throws Exception {
        // Given
        fs.file("a.txt", "hello world");
        // When
        var content = slice(offset, length, Encoding.UTF8);
        // Then
        assertThat(content).isEqualTo(new Content("a.txt", text, Encoding.UTF8, 11, etag("a.txt"), eof));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 9_007_199_254_740_991L})
    void readsNothingBeyondTheEnd(long offset) throws Exception {
        // Given
        fs.file("a.txt", "hello world");
        // When
        var content = slice(offset, 5L, Encoding.UTF8);
        // Then
        assertThat(content).isEqualTo(new Content("a.txt", "", Encoding.UTF8, 11, etag("a.txt"), true));
    }

    @ParameterizedTest
    @EnumSource
    void readsAnEmptyFile(Encoding encoding) throws Exception {
        // Given
        fs.file("a.txt", "");
        // When
        var content = slice(0, null, encoding);
        // Then
        assertThat(content.content()).isEmpty();
        assertThat(content.eof()).isTrue();
    }

    @Test
    void readsBytesAsBase64() throws Exception {
        // Given
        Files.write(fs.file("a.txt", ""), new byte[] {(byte) 0xfb, (byte) 0xff, 0});
        // When
        var content = slice(0, null, Encoding.BASE64);
        // Then
        assertThat(content).isEqualTo(new Content("a.txt", "+/8A", Encoding.BASE64, 3, etag("a.txt"), true));
    }

    @Test
    void readsTextAsTextWhenLeftToChoose() throws Exception {
        // Given
        fs.file("a.txt", CHARACTERS);
        // When
        var content = slice(0, null, Encoding.AUTO);
        // Then
        assertThat(content).isEqualTo(new Content("a.txt", CHARACTERS, Encoding.UTF8, 10, etag("a.txt"), true));
    }

    @Test
    void readsAnythingElseAsBase64WhenLeftToChoose() throws Exception {
        // Given
        Files.write(fs.file("a.txt", ""), new byte[] {(byte) 0xff});
        // When
        var content = slice(0, null, Encoding.AUTO);
        // Then
        assertThat(content).isEqualTo(new Content("a.txt", "/w==", Encoding.BASE64, 1, etag("a.txt"), true));
    }

    @Test
    void keepsAByteOrderMark() throws Exception {
        // Given
        fs.file("a.txt", "\uFEFFa");
        // When
        var content = slice(0, null, Encoding.UTF8);
        // Then
        assertThat(content.content()).isEqualTo("\uFEFFa");
    }

    @Test
    void readsThroughALinkThatStaysInside() throws Exception {
        // Given
        fs.file("a/b.txt", "hello");
        fs.link("link", "a/../a/b.txt");
        // When
        var content = fs.call(Fs.READ, read("link"));
        // Then
        assertThat(content).isEqualTo(new Content("link", "hello", Encoding.UTF8, 5, etag("a/b.txt"), true));
    }

    @ParameterizedTest
    @CsvSource({"0,2,a,1", "0,4,aé,3", "0,5,aé,3", "3,6,€,6", "3,7,€😀,10", "1,9,é€😀,10", "6,,😀,10"})
    void endsASliceOfTextAtAWholeCharacter(long offset, Long length, String text, long next) throws Exception {
        // Given
        fs.file("a.txt", CHARACTERS);
        // When
        var content = slice(offset, length, Encoding.UTF8);
        // Then
        assertThat(content).isEqualTo(new Content("a.txt", text, Encoding.UTF8, 10, etag("a.txt"), next == 10));
        assertThat(offset + text.getBytes(StandardCharsets.UTF_8).length).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({"2,1,3", "4,3,6", "5,3,6", "7,6,10", "9,6,10"})
    void refusesAnOffsetInsideACharacter(long offset, int before, int after) throws Exception {
        // Given
        fs.file("a.txt", CHARACTERS);
        // When
        var refusal = refusal(offset, null, Encoding.UTF8);
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.INVALID_ARGUMENT,
                        "offset is inside a character; see details",
                        Map.of("before", before, "after", after)));
    }

    @ParameterizedTest
    @CsvSource({"1,1,2", "3,2,3", "6,3,4"})
    void refusesALengthThatHoldsNoCharacter(long offset, Long length, int needed) throws Exception {
        // Given
        fs.file("a.txt", CHARACTERS);
        // When
        var refusal = refusal(offset, length, Encoding.UTF8);
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.INVALID_ARGUMENT,
                        "length is less than the character at offset; see details",
                        Map.of("length", needed)));
    }

    @ParameterizedTest
    @CsvSource({"2,2,qeI=", "1,1,ww=="})
    void readsPartsOfCharactersAsBase64WhenLeftToChoose(long offset, Long length, String base64) throws Exception {
        // Given
        fs.file("a.txt", CHARACTERS);
        // When
        var content = slice(offset, length, Encoding.AUTO);
        // Then
        assertThat(content).isEqualTo(new Content("a.txt", base64, Encoding.BASE64, 10, etag("a.txt"), false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "80", "8080808080", "c3", "61c3", "c328", "eda080", "f0908d", "c080", "f5808080"})
    void refusesBytesThatAreNotText(String hex) throws Exception {
        // Given
        Files.write(fs.file("a.txt", ""), HexFormat.of().parseHex(hex));
        // When
        var refusal = refusal(0, null, Encoding.UTF8);
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.UNSUPPORTED, "not UTF-8 text: a.txt"));
    }

    @Test
    void refusesLaterBytesThatBelongToNoCharacter() throws Exception {
        // Given
        Files.write(fs.file("a.txt", ""), HexFormat.of().parseHex("6161a080808080"));
        // When
        var refusal = refusal(2, 2L, Encoding.UTF8);
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.UNSUPPORTED, "not UTF-8 text: a.txt"));
    }

    @Test
    void refusesMoreThanOneReadYields() throws Exception {
        // Given
        fs.file("a.txt", "x".repeat(FsNode.MOST_READ + 1));
        // When
        var refusal = refusal(0, null, Encoding.UTF8);
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(
                        ErrorCode.TOO_LARGE,
                        "more than one read yields, which is 64 bytes; "
                                + "read in slices by offset and length, or over HTTP: a.txt",
                        Map.of("limit", 64, "size", 65)));
    }

    @Test
    void readsALargeFileInSlices() throws Exception {
        // Given
        fs.file("a.txt", "x".repeat(FsNode.MOST_READ) + "y");
        // When
        var content = slice(1, (long) FsNode.MOST_READ, Encoding.UTF8);
        // Then
        assertThat(content.content()).isEqualTo("x".repeat(FsNode.MOST_READ - 1) + "y");
    }

    @Test
    void readsNoMoreThanAskedOfAFileOfAnySize() throws Exception {
        // Given
        try (var sparse = new RandomAccessFile(fs.root().resolve("a.txt").toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        // When
        var content = slice((1L << 40) - 3, 2L, Encoding.UTF8);
        // Then
        assertThat(content).isEqualTo(new Content("a.txt", "\0\0", Encoding.UTF8, 1L << 40, etag("a.txt"), false));
    }

    @Test
    void endsWhereAFileEndsThatShrankMeanwhile() throws Exception {
        // Given
        fs.file("a.txt", "hello");
        try (var directory = Handle.at(fs.root());
                var file = directory.hold("a.txt")) {
            // When
            var slice = Slice.read(file, 3, 10, 13);
            // Then
            assertThat(slice.text()).contains("lo");
            assertThat(slice.size()).isEqualTo(5);
            assertThat(slice.endsAfter(slice.bytes().length)).isTrue();
        }
    }

    @Test
    void refusesADirectory() throws Exception {
        // Given
        fs.file("a/b.txt", "hello");
        // When
        var refusal = fs.failureOf(Fs.READ, read("a"));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.INVALID_ARGUMENT, "path is a directory: a"));
    }

    @Test
    void refusesAPipeWithoutWaitingForIt() throws Exception {
        // Given
        fs.pipe("pipe");
        // When
        var refusal = fs.failureOf(Fs.READ, read("pipe"));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refused(ErrorCode.UNSUPPORTED, "neither a file nor a directory nor a link: pipe"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.txt", "a.txt/x", "dangling"})
    void doesNotFindWhatIsNotThere(String path) throws Exception {
        // Given
        fs.file("a.txt", "hello");
        fs.link("dangling", "nowhere");
        // When
        var refusal = fs.failureOf(Fs.READ, read(path));
        // Then
        assertThat(refusal).isEqualTo(new Refused(ErrorCode.NOT_FOUND, "no such file: " + path));
    }
}
