System.Console.WriteLine("tauric");
