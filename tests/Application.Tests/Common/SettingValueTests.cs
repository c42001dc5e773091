using Pinnokio.Application.Common;

namespace Pinnokio.Application.Tests.Common;

public sealed class SettingValueTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("No", false)]
    [InlineData("True", true)]
    [InlineData("1", true)]
    [InlineData(" yes ", true)]
    public void ReadsASwitch(string? text, bool on) => SettingValue.Flag("SWITCH", text).ShouldBe(on);

    [Theory]
    [InlineData("on")]
    [InlineData("2")]
    public void NamesTheVariable_WhenASwitchIsNeitherOnNorOff(string text) =>
        Should.Throw<InvalidOperationException>(() => SettingValue.Flag("SWITCH", text)).Message.ShouldBe("SWITCH must be true or false.");

    [Theory]
    [InlineData(null, 5)]
    [InlineData("", 5)]
    [InlineData("2", 2)]
    [InlineData("9", 9)]
    public void ReadsAWholeNumber(string? text, int number)
    {
        SettingValue.Whole("NUMBER", text, 2, 9, 5).ShouldBe(number);
        SettingValue.Seconds("NUMBER", text, 2, 9, TimeSpan.FromSeconds(5)).ShouldBe(TimeSpan.FromSeconds(number));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("10")]
    [InlineData("+3")]
    [InlineData("3.0")]
    [InlineData("1e0")]
    [InlineData("three")]
    [InlineData("99999999999")]
    public void NamesTheVariableAndTheBounds_WhenItIsNone(string text)
    {
        Should
            .Throw<InvalidOperationException>(() => SettingValue.Whole("NUMBER", text, 2, 9, 5))
            .Message.ShouldBe("NUMBER must be a whole number from 2 to 9.");
        Should
            .Throw<InvalidOperationException>(() => SettingValue.Seconds("NUMBER", text, 2, 9, TimeSpan.Zero))
            .Message.ShouldBe("NUMBER must be a whole number of seconds from 2 to 9.");
    }
}
