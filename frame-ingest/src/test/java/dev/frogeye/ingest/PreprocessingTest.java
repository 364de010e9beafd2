package dev.frogeye.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.frogeye.ingest.Preprocessing.ChannelOrder;
import dev.frogeye.ingest.Preprocessing.Fit;
import dev.frogeye.ingest.Preprocessing.PerChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
    @Test
    void readsAFullSpecification() {
        Preprocessing p =
                Preprocessing.parse("size=320x240, fit=letterbox,scale=0.0078125,mean=127/127.5/1e2,std=2,order=BGR");
        assertThat(p)
                .isEqualTo(new Preprocessing(
                        320,
                        240,
                        true,
                        Fit.LETTERBOX,
                        1,
                        0.0078125,
                        new PerChannel(127, 127.5, 100),
                        PerChannel.of(2),
                        ChannelOrder.BGR,
                        Resampling.BILINEAR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imagenet",
                "IMAGENET",
                "scale=1",
                "size=299x299,scale=0.00784313725490196,mean=1",
                "size=3x5,fit=crop,crop_pct=0.875,mean=.485/.456/.406,std=.229/.224/.225",
                "size=320x240,fit=stretch,mean=-1.5/0/3e-7,std=128",
                "fit=letterbox,order=bgr,scale=1/127.5",
                "fit=stretch,crop_pct=0.9,filter=lanczos",
                "imagenet,filter=bicubic"
            })
    void writesWhatParsesBack(String text) {
        Preprocessing p = Preprocessing.parse(text);
        assertThat(Preprocessing.parse(p.toString())).isEqualTo(p);
        Preprocessing bound = p.forInputSize(p.width(), p.height());
        assertThat(Preprocessing.parse(bound.toString())).isEqualTo(bound);
    }

    @Test
    void imagenetMayBeVaried() {
        Preprocessing stretched = Preprocessing.parse("imagenet, fit=stretch,order=bgr");
        assertThat(stretched.mean()).isEqualTo(Preprocessing.IMAGENET.mean());
        assertThat(stretched.std()).isEqualTo(Preprocessing.IMAGENET.std());
        assertThat(stretched.scale()).isEqualTo(Preprocessing.IMAGENET.scale());
        assertThat(stretched.cropFraction()).isEqualTo(1);
        assertThat(Preprocessing.parse(stretched.toString())).isEqualTo(stretched);
        assertThat(Preprocessing.parse("imagenet,crop_pct=1").mean()).isEqualTo(Preprocessing.IMAGENET.mean());
    }

    @Test
    void imagenetHasAName() {
        assertThat(Preprocessing.IMAGENET).hasToString("imagenet");
        assertThat(Preprocessing.IMAGENET.forInputSize(299, 299))
                .hasToString("size=299x299,fit=crop,crop_pct=0.875,scale=1/255,"
                        + "mean=0.485/0.456/0.406,std=0.229/0.224/0.225,order=rgb");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "imagenett; imagenett; imagenet",
                "size=224; size=224; WIDTHxHEIGHT",
                "size=0x5; size=0x5; WIDTHxHEIGHT",
                "fit=zoom; fit=zoom; stretch or crop or letterbox",
                "order=yuv; order=yuv; rgb or bgr",
                "scale=abc; scale=abc; 1/255",
                "scale=0; scale=0; above 0",
                "mean=1/2; mean=1/2; three",
                "mean=1/x/2; mean=x; three",
                "std=0; std=0; above 0",
                "crop_pct=1.5; crop_pct=1.5; at most 1",
                "fit=letterbox,crop_pct=0.9; crop_pct; fit=crop",
                "crop_pct=0.001; crop_pct; at least 0.01",
                "filter=cubic; filter=cubic; bilinear or hamming or bicubic",
                "sise=1x1; 'sise'; size, fit, crop_pct, scale, mean, std, order, filter",
                "fit=crop,fit=crop; 'fit'; twice",
                "fit=crop,; ''; key=value"
            })
    void namesTheWrongKeyAndWhatIsAllowed(String text, String culprit, String allowed) {
        assertThatThrownBy(() -> Preprocessing.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(culprit)
                .hasMessageContaining(allowed)
                .hasMessageNotContaining("\n");
    }

    @Test
    void takesTheSizeOfTheModelUnlessOneWasAskedFor() {
        assertThat(Preprocessing.IMAGENET.forInputSize(299, 299).width()).isEqualTo(299);
        assertThat(Preprocessing.parse("fit=stretch").forInputSize(320, 240).height())
                .isEqualTo(240);
        Preprocessing fixed = Preprocessing.parse("size=224x224");
        assertThat(fixed.forInputSize(224, 224)).isEqualTo(fixed);
        assertThatThrownBy(() -> fixed.forInputSize(320, 240))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("224x224")
                .hasMessageContaining("set it to 320x240");
    }

    @Test
    void tellsTheChangeOfOneLevel() {
        float[] factors = Preprocessing.IMAGENET.levelScale();
        assertThat((double) factors[0]).isCloseTo(1 / 255.0 / 0.229, within(1e-8));
        assertThat((double) factors[2]).isCloseTo(1 / 255.0 / 0.225, within(1e-8));
    }

    /** Sizes and offsets as torchvision computes them: Resize(int) cuts the long side down, CenterCrop rounds to even. */
    @ParameterizedTest
    @CsvSource({
        "640, 480, 341, 256, 58, 16",
        "480, 640, 256, 341, 16, 58",
        "256, 256, 256, 256, 16, 16",
        "320, 240, 341, 256, 58, 16",
        "1920, 1080, 455, 256, 116, 16",
        "100, 71, 360, 256, 68, 16",
        "1, 1, 256, 256, 16, 16",
        "640, 360, 455, 256, 116, 16",
        "227, 256, 256, 288, 16, 32",
        "768, 432, 455, 256, 116, 16"
    })
    void resizesAndCropsLikeTorchvision(int width, int height, int resizedWidth, int resizedHeight, int left, int top) {
        ResizeGeometry geometry = ResizeGeometry.of(Preprocessing.IMAGENET, width, height);
        assertThat(geometry).isEqualTo(new ResizeGeometry(resizedWidth, resizedHeight, left, top, 224, 224, 0, 0));
    }

    @Test
    void imagenetGrowsWithTheModel() {
        ResizeGeometry geometry = ResizeGeometry.of(Preprocessing.IMAGENET.forInputSize(299, 299), 640, 480);
        assertThat(geometry).isEqualTo(new ResizeGeometry(454, 341, 78, 21, 299, 299, 0, 0));
        ResizeGeometry wide = ResizeGeometry.of(Preprocessing.IMAGENET.forInputSize(320, 240), 640, 640);
        assertThat(wide).isEqualTo(new ResizeGeometry(365, 365, 22, 62, 320, 240, 0, 0));
    }

    @Test
    void letterboxKeepsTheAspectRatio() {
        Preprocessing p = Preprocessing.parse("size=320x240,fit=letterbox");
        assertThat(ResizeGeometry.of(p, 640, 360)).isEqualTo(new ResizeGeometry(320, 180, 0, 0, 320, 180, 0, 30));
        assertThat(ResizeGeometry.of(p, 100, 1000)).isEqualTo(new ResizeGeometry(24, 240, 0, 0, 24, 240, 148, 0));
        assertThat(ResizeGeometry.of(p, 5000, 2)).isEqualTo(new ResizeGeometry(320, 1, 0, 0, 320, 1, 0, 120));
    }
}
